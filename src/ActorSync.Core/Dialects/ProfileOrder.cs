using System.Collections.Immutable;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;

namespace ActorSync.Core.Dialects;

/// <summary>Puts names back into a profile at the place, and in the spelling, that they once had.</summary>
internal static class ProfileOrder
{
    /// <summary>The list with the names put back: each behind what stood before it then, as far as that is still there. What others have added or moved since stays as it is.</summary>
    /// <param name="names">The list as it is.</param>
    /// <param name="former">The list as it was.</param>
    /// <param name="back">The certifications that are put back; none of them stands in the list.</param>
    public static ImmutableArray<string> PutBack(ImmutableArray<string> names, ProfileNames former, IReadOnlySet<CertificationId> back)
    {
        var result = names;
        var place = 0;
        foreach (var name in former.Values)
        {
            if (back.Contains(GenesysUserReading.IdOf(name)))
            {
                result = result.Insert(place++, name);
            }
            else if (place < result.Length && result.IndexOf(name, place, StringComparer.Ordinal) is >= 0 and var at)
            {
                place = at + 1;
            }
        }

        return result;
    }
}
