/** The key whose row is selected in the *API Keys* view: what the palette asks for offers it first. */
export interface SelectedKey {
  keyId: string | undefined;
}

/** The same for the service account whose row is selected in the *Service Accounts* view. */
export interface SelectedAccount {
  serviceAccountId: string | undefined;
}
