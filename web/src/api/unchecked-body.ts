/**
 * A body that the api checks: its form may have empty fields, or the OpenAPI document describes it only as an object.
 * The errors of the api name the fields.
 */
export function uncheckedBody<T>(body: unknown): T {
  return body as T;
}
