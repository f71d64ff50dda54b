import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["harness/**/*.test.ts", "reference/**/*.test.ts", "scripts/**/*.test.ts"],
    // tfjs's gradients import without file extensions, which Node itself does not resolve.
    server: { deps: { inline: [/@tensorflow/] } },
    globalSetup: "scripts/test-setup.mjs",
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: {
      provider: "v8",
      include: ["harness/{grade,compile,sandbox,report}/**/*.ts"],
      // The runner, its realm and the type checker run in other processes and threads, where nobody counts lines.
      exclude: ["**/*.test.ts", "harness/specimens/**", "harness/sandbox/child/**", "harness/compile/type-checker.ts"],
      thresholds: { lines: 90 },
    },
  },
});
