import { betterAuth } from "better-auth";

export const auth = betterAuth({
  plugins: [
    {
      id: "profile",
      schema: {
        profile: {
          fields: {
            userId: { type: "string", unique: true, references: { model: "user", field: "id", onDelete: "cascade" } },
            bio: { type: "string", required: false },
          },
        },
      },
    },
  ],
});
