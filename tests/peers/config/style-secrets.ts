import { betterAuth } from "better-auth";
import { emailOTP, magicLink, multiSession, haveIBeenPwned } from "better-auth/plugins";
import { nextCookies } from "better-auth/next-js";
import { sendMail } from "../../mail";

export const auth = betterAuth({
  socialProviders: {
    github: { clientId: process.env.GITHUB_ID!, clientSecret: process.env.GITHUB_SECRET as string },
    ...(process.env.GOOGLE_ID && { google: { clientId: process.env.GOOGLE_ID } }),
  },
  account: { accountLinking: { enabled: true, trustedProviders: ["github", ...(process.env.MORE ?? "").split(",")] } },
  plugins: [
    emailOTP({ async sendVerificationOTP({ email, otp, type }) { await sendMail(email, `Code: ${otp} (${type})`); } }),
    magicLink({ sendMagicLink: async ({ email, url }) => { await sendMail(email, url); } }),
    multiSession(),
    haveIBeenPwned(),
    nextCookies(),
  ],
});
