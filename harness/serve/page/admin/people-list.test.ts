import { describe, expect, it } from "vitest";
import { inviteBody } from "../../schemas/organiser.ts";
import { type Invitee, readPeople } from "./people-list.ts";

const person = (name: string, email: string | null = null, extraSeconds = 0): Invitee => ({
  name,
  email,
  extraSeconds,
});

describe("people who are pasted", () => {
  it.each<[string, readonly Invitee[]]>([
    ["Ada\n\nGrace\r\n", [person("Ada"), person("Grace")]],
    ["ada@example.org", [person("ada", "ada@example.org")]],
    ["Ada Lovelace, ada@example.org", [person("Ada Lovelace", "ada@example.org")]],
    ["ada@example.org\tAda", [person("Ada", "ada@example.org")]],
    ["Ada Lovelace <ada@example.org>", [person("Ada Lovelace", "ada@example.org")]],
    ['"Lovelace, Ada",ada@example.org', [person("Lovelace, Ada", "ada@example.org")]],
    ["Name;E-Mail;Team\nAda;ada@example.org;blue\nGrace;;red", [person("Ada", "ada@example.org"), person("Grace")]],
    ["email,name,extra minutes\n,Ada,7.5", [person("Ada", null, 450)]],
    ["姓名,邮箱\n李明,li@example.org", [person("李明", "li@example.org")]],
    ["<img src=x onerror=alert(1)>", [person("<img src=x onerror=alert(1)>")]],
  ])("%j", (text, people) => {
    const read = readPeople(text);
    expect(read.problems).toEqual([]);
    expect(read.people).toEqual(people);
    expect(inviteBody.parse({ people: read.people }).people).toEqual(people);
  });

  it.each([
    ["Lovelace, Ada", "two-names"],
    ["Ada, ada@example", "address"],
    ["Ada, a@example.org, b@example.org", "columns"],
    ["name,email\nAda,ada@example.org,more", "columns"],
    ["name,extra minutes\nAda,soon", "extra"],
    ["name,email\n,", "no-name"],
    ['"Ada', "quotes"],
    ["x".repeat(201), "long"],
    ["Ada, ada@example.org\nA. L., ADA@example.org", "twice"],
  ])("%j has a line that says too little: %s", (text, why) => {
    const { people, problems } = readPeople(text);
    expect(problems).toEqual([{ line: text.split("\n").length, why, text: text.split("\n").at(-1) }]);
    expect(people).toHaveLength(why === "twice" ? 1 : 0);
  });
});
