import type { People, Person } from '../../services/person.service';
import { idOf, type Id } from '../../utils/ids';
import { joinName } from '../../utils/names';

/** A person inside something else: enough to show, nothing to reach him by. */
export const presentPerson = (person: Person): Record<string, unknown> => ({
  id: idOf(person),
  _id: idOf(person),
  firstName: person.firstName ?? '',
  lastName: person.lastName ?? '',
  fullName: joinName(person),
  profilePicture: person.picture?.url ?? null,
  ...presentRating(person),
  ...(person.erasure && { isDeleted: true }),
});

/** The mean of what was revealed about somebody, and how many reviews that is; 0 and 0 at the start. */
export const presentRating = ({ rating, ratingCount }: Pick<Person, 'rating' | 'ratingCount'>) => ({
  rating: rating ?? 0,
  ratingCount: ratingCount ?? 0,
});

/** Whoever did something: a person, the system, or an account that is gone. */
export function presentDoer(id: Id, people: People): Record<string, unknown> {
  const person = people.get(id);
  const nobody = {
    firstName: '',
    lastName: '',
    fullName: '',
    profilePicture: null,
    rating: 0,
    ratingCount: 0,
  };
  return person ? presentPerson(person) : { id, _id: id, ...nobody };
}
