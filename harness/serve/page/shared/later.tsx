/** Parts of a page that are fetched apart from it, so that what is first needed comes first. */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

/** @param load is called when the part is first shown; what cannot be fetched breaks the page, which then asks to be loaded anew */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loading: Promise<ComponentType<Props>> | undefined;
  let Part: ComponentType<Props> | undefined;
  return function Later(props: Props) {
    const [state, setState] = useState<{ failed?: unknown; isThere: boolean }>({ isThere: Part !== undefined });
    useEffect(() => {
      if (Part) return;
      loading ??= load();
      loading.then(
        (loaded) => {
          Part = loaded;
          setState({ isThere: true });
        },
        (failed) => setState({ failed, isThere: false }),
      );
    }, []);
    if (state.failed !== undefined) throw state.failed;
    return Part ? <Part {...props} /> : <div class="later" aria-busy="true" />;
  };
}
