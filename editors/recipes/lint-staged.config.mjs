export default {
  '*.auth': ['authgen fmt --check', () => 'authgen check'],
};
