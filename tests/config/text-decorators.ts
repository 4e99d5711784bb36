@Injectable({ a: 'b' })
export class AuthService { #private = 1; @Inject() declare readonly x: string; static { this.#private; } get #y() { return this.#private in this } auth = betterAuth({ plugins: [twoFactor()] }); }

//= use "better-auth"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
