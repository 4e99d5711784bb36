import { anonymous, jwt, twoFactor } from "better-auth/plugins";

export const basic = [anonymous(), jwt()];

export const optional = (secure: boolean) => (secure ? [twoFactor({ issuer: "example" })] : []);
