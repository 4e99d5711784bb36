export const defineServerAuth = <T>(make: () => T) => make;
