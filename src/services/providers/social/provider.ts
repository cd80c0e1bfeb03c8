/** Somebody as Google, Apple or Facebook know him. */
export interface VouchedPerson {
  /** His name in our Firebase project; the same however he signs in there. */
  readonly uid: string;
  readonly provider: 'google' | 'apple' | 'facebook';
  readonly email?: string | undefined;
  /** Whether they vouch for the address, too. */
  readonly isEmailVerified: boolean;
  readonly fullName?: string | undefined;
}

export type SocialVerdict =
  | { readonly state: 'genuine'; readonly person: VouchedPerson }
  /** The token is not theirs, not for us, too old, or taken back. */
  | { readonly state: 'refused'; readonly reason: string };

/** Who checks the tokens of social logins. Throws `UpstreamError` when it cannot be told whether one is genuine. */
export interface SocialVerifier {
  readonly name: 'firebase' | 'none';
  verify(idToken: string): Promise<SocialVerdict>;
}
