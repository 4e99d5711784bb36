import { betterAuth } from "better-auth";

export const auth = betterAuth({
  user: {
    additionalFields: {
      motto: { type: "string", defaultValue: "it's \"here\" \\ there\n\u00e9 \x41" },
      other: { type: "string", defaultValue: 'say "no"' },
      tick: { type: "string", defaultValue: `a ' and a "` },
    },
  },
});
