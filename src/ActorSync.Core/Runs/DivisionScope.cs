using System.Collections.Immutable;
using ActorSync.Core.Roster;
using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>The divisions that a run may touch (<c>Scope:Divisions</c>), each by id or by exact name.</summary>
/// <param name="Divisions">Ids or names; empty for all.</param>
public sealed record DivisionScope(ImmutableHashSet<string> Divisions)
{
    /// <summary>Every division.</summary>
    public static readonly DivisionScope All = new(ImmutableHashSet<string>.Empty);

    /// <summary>The scope of these ids or names, trimmed and in Unicode NFC.</summary>
    public static DivisionScope Of(IEnumerable<string> divisions) => new([.. divisions.Select(Fold)]);

    /// <summary>Whether the user is in scope; a user without a division is in scope only where all are.</summary>
    public bool Includes(ObservedUser user) =>
        Divisions.IsEmpty || IsNamed(user.DivisionId) || IsNamed(user.DivisionName);

    /// <summary>The divisions that none of these users is in, sorted.</summary>
    public IEnumerable<string> Unknown(IEnumerable<ObservedUser> users)
    {
        if (Divisions.IsEmpty)
        {
            return [];
        }

        var known = users.SelectMany(user => new[] { user.DivisionId, user.DivisionName }).OfType<string>().Select(Fold).ToHashSet(StringComparer.Ordinal);
        return Divisions.Where(division => !known.Contains(division)).Order(StringComparer.Ordinal);
    }

    private bool IsNamed(string? division) => division is not null && Divisions.Contains(Fold(division));

    private static string Fold(string text) => UnicodeText.Nfc(text.Trim());
}
