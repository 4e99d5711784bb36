import { betterAuth } from "better-auth";

// A relation would be called as the column `owner`.
export const auth = betterAuth({
  plugins: [
    {
      id: "projects",
      schema: {
        project: {
          fields: {
            owner: { type: "string" },
            ownerId: { type: "string", references: { model: "user", field: "id" } },
          },
        },
      },
    },
  ],
});
