class Names { title = "t"; constructor(private readonly table: string, protected other = "people") {}
  options() { return { modelName: this.table }; }
  more() { return { modelName: this.other }; } }
class Factory {
  private list = [jwt()];
  constructor(private session: string) {}
  build() { return betterAuth({ plugins: this.list, session: { modelName: this.session }, user: new Names("ignored").more(), account: new Names("entry").options() }); }
}
export const auth = new Factory("visit").build();

//= use "better-auth"
//= use "better-auth/jwt"
//= config {
//=   code      = camel
//=   relations = code
//= }
//= rename model User People
//= rename model Session Visit
//= rename model Account Entry
