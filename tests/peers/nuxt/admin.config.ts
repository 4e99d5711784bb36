import { admin, twoFactor } from 'better-auth/plugins';

const { APP_NAME = 'An application' } = process.env;

export default defineServerAuth(() => ({
  emailAndPassword: { enabled: true },
  user: {
    additionalFields: {
      favouriteColour: { type: 'string', required: false },
      rank: { type: ['reader', "author"], defaultValue: 'reader', input: false },
      'loginCount': { type: `number`, defaultValue: 0, input: false },
    },
  },
  plugins: [admin(), twoFactor({ issuer: APP_NAME })],
}));
