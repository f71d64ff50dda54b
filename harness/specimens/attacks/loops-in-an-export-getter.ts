// @verdict all=time-limit: never finishes having its exports listed
for (const name of ["forward", "squaredError", "backward", "trainStep"])
  Object.defineProperty(exports, name, {
    enumerable: true,
    get() {
      for (const end = Date.now() + 5_000; Date.now() < end; );
    },
  });
