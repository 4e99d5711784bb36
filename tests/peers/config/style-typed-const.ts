import { betterAuth } from "better-auth";
import type { BetterAuthOptions, BetterAuthPlugin } from "better-auth";
import { phoneNumber } from "better-auth/plugins";

const plugins: BetterAuthPlugin[] = [phoneNumber({ sendOTP: async ({ phoneNumber, code }, request) => { console.log(`${phoneNumber}: ${code ? `code ${code}` : "}"}`); } })];
const authOptions: Omit<BetterAuthOptions, "x" | "y"> & { plugins: BetterAuthPlugin[] } = { plugins };

export const auth = betterAuth(authOptions);
