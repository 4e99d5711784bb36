// phoneNumber.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { phoneNumber } from "better-auth/plugins";
import { sendEmail } from "./email";
import { db } from "./db";
import * as schema from "./schema";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema }),
  emailAndPassword: { enabled: true },
  plugins: [phoneNumber({ sendOTP: ({ phoneNumber, code }) => sendEmail({ to: phoneNumber, code }) })],
});
