export const auth = betterAuth({
  user: { modelName: 'us"er\\s' },
});

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//= rename model User UsErS
//= extend model User {
//=   @@map("us\"er\\s")
//=   @@code("us\"er\\s")
//= }
