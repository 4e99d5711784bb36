const make = async <T extends object>(x: T): Promise<{ plugins: T[] }> => ({ plugins: [admin()] });
function list(this: X, n = 1): Array<{ id: string }> { const f = (): { a: 1 } => { return { a: 1 } }; return [admin()] }
export const auth = betterAuth({ plugins: list(2), user: { modelName: name() } });
function name(): "people" | { a: 1 } { return "people" }

//= use "better-auth"
//= use "better-auth/admin"
//= config {
//=   code      = camel
//=   relations = code
//= }
//= rename model User People
