import { betterAuth } from 'better-auth';

export const auth = betterAuth({
  "user": {
    'modelName': `people`,
    additionalFields: {
      "nickName": { "type": 'string', 'required': false, "defaultValue": 'it\'s "me"' },
      'single': { type: `string`, defaultValue: "\u{1F600}\t'" },
      ["computed"]: { type: "string" },
    },
  },
  ['session']: { modelName: "visits" },
});
