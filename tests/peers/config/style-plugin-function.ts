import { betterAuth } from "better-auth";

function notes(options?: { prefix: string }) {
  const prefix = options?.prefix ?? "/notes";
  return {
    id: "notes",
    rateLimit: [{ pathMatcher: (path: string) => path.startsWith(prefix), max: 3, window: 10 }],
    schema: {
      note: {
        modelName: "sticky_note",
        fields: {
          text: { type: "string" },
          pinned: { type: "boolean", required: false, fieldName: "is_pinned" },
        },
      },
    },
  } as const;
}

export const auth = betterAuth({ plugins: [notes({ prefix: "/n" })] });
