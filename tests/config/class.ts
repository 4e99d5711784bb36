export class AuthModule { private readonly auth; constructor(private readonly config: ConfigService) { this.auth = betterAuth({ plugins: [admin()], secret: this.config.get("x")! }); } }

//= use "better-auth"
//= use "better-auth/admin"
//= config {
//=   code      = camel
//=   relations = code
//= }
