export const auth = betterAuth({ plugins: [twoFactor()] });
