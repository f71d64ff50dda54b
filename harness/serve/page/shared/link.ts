/** The secret of an invitation in an address, and the address without it. */

export interface Place {
  readonly pathname: string;
  readonly hash: string;
}

/** Behind `#`, which no browser sends anywhere, or behind `/a/`. A whole link counts too, as somebody pastes it. */
export function tokenIn({ pathname, hash }: Place): string | undefined {
  return tokenOf(hash.slice(1)) ?? tokenOf(/^\/a\/([^/]+)$/.exec(pathname)?.[1]);
}

/** @param pasted a link, or the secret alone */
export function tokenInLink(pasted: string): string | undefined {
  const text = pasted.trim();
  return tokenOf(text) ?? tokenOf(/(?:#|\/a\/)([\w-]+)\/?$/.exec(text)?.[1]);
}

function tokenOf(text: string | undefined): string | undefined {
  return text !== undefined && /^[\w-]{20,200}$/.test(text) ? text : undefined;
}
