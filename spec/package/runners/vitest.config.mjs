/** For vitest: which file holds the test that must fail. */
export default { test: { include: ['vitest.fixture.mjs'] } }
