import { betterAuth } from "better-auth";
import { organization } from "better-auth/plugins";

export const auth = betterAuth({
  plugins: [organization()],
  user: {
    additionalFields: {
      managerId: { type: "string", required: false, references: { model: "user", field: "id", onDelete: "set null" } },
      homeId: { type: "string", required: false, references: { model: "organization", field: "id", onDelete: "restrict" }, index: true },
      buddy: { type: "string", required: false, references: { model: "user", field: "email", onDelete: "no action" } },
    },
  },
  session: {
    additionalFields: {
      startedBy: { type: "string", required: false, references: { model: "user", field: "id" }, fieldName: "started_by" },
    },
  },
});
