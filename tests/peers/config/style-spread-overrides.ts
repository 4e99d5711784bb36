import { betterAuth } from "better-auth";
import { admin, jwt } from "better-auth/plugins";

const later = { plugins: [jwt()] };

// What is spread last counts.
export const auth = betterAuth({ plugins: [admin()], ...later });
