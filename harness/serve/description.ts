/** The description of all routes, as OpenAPI 3.1. */
import type { SwaggerOptions } from "@fastify/swagger";
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";
import { packageVersion } from "../paths.ts";

export const DESCRIPTION: SwaggerOptions = {
  openapi: {
    openapi: "3.1.0",
    info: { title: "Katagrad", description: "Timed assessments with coding katas.", version: packageVersion },
    components: { securitySchemes: { bearer: { type: "http", scheme: "bearer" } } },
  },
  transform: jsonSchemaTransform,
  transformObject: (document) => {
    const described = jsonSchemaTransformObject(document);
    const { schemas = {} } = (described as Described).components ?? {};
    // What has a name is only ever answered, so nothing refers to how it would be sent.
    for (const name of Object.keys(schemas)) if (name.endsWith("Input")) delete schemas[name];
    return described;
  },
};

interface Described {
  readonly components?: { readonly schemas?: Record<string, unknown> };
}
