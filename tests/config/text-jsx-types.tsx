interface X { f: <T>(x: T) => Promise<T>; g(a: string): void }
const View = ({ a }: { a?: string }) => { return <p title='it"s' {...a}>It's {a ? <b>{`${a}'`}</b> : "'"} /* ' */ // '</p> };
export const auth = betterAuth({ plugins: [admin()], x: a < b, y: <View a="<" /> });

//= use "better-auth"
//= use "better-auth/admin"
//= config {
//=   code      = camel
//=   relations = code
//= }
