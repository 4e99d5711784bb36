const own = { id: "own", schema: { job: { fields: { state: { type: ["open", "done"] } } } } };
export const auth = betterAuth({ plugins: isProd ? [own, admin()] : [own] });

//= use "better-auth"
//= use "better-auth/admin"
//= config {
//=   code      = camel
//=   relations = code
//= }
//= model Job {
//=   id Id @id
//=   state JobState
//= }
//= enum JobState {
//=   open
//=   done
//= }
//= extend model Job {
//=   state JobState
//= }
