type ScimType = 'invalidFilter' | 'tooMany' | 'uniqueness' | 'mutability' | 'invalidSyntax' | 'invalidPath' | 'noTarget' | 'invalidValue';

export const errorSchema = 'urn:ietf:params:scim:api:messages:2.0:Error';

/** An error response of RFC 7644, section 3.12. The detail is read by the directory's operator and contains no personal data. */
export class ScimError extends Error {
  readonly status: number;
  readonly scimType: ScimType | null;

  constructor(status: number, scimType: ScimType | null, detail: string) {
    super(detail);
    this.name = 'ScimError';
    this.status = status;
    this.scimType = scimType;
  }
}

export const presentError = ({ status, scimType, message }: ScimError): object => ({
  schemas: [errorSchema],
  status: String(status),
  ...(scimType !== null && { scimType }),
  detail: message,
});
