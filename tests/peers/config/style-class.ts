import { betterAuth } from "better-auth";
import { Injectable } from "@nestjs/common";
import { twoFactor } from "better-auth/plugins";
//= { plugins: [twoFactor()], user: { modelName: "people" } }

@Injectable()
export class AuthService {
  private static readonly options = { a: 1 };
  readonly auth: ReturnType<AuthService["build"]>;

  constructor(private readonly config: ConfigService, @Inject(DB) private db: Kysely<unknown>) {
    this.auth = this.build();
  }

  private build() {
    return betterAuth({
      baseURL: this.config.get("URL"),
      user: { modelName: "people" },
      plugins: [twoFactor({ issuer: this.config.get<string>("ISSUER")! })],
    });
  }
}
