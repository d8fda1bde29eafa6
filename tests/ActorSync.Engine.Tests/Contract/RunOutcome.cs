using System.Collections.Immutable;
using ActorSync.Core.Runs;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>What a run has come to, as the target, the journal and the run log tell it.</summary>
/// <param name="Target">The users on the target, with everything that they hold.</param>
/// <param name="Writes">The writes that the target has received, sorted.</param>
/// <param name="Journal">What is remembered of each user.</param>
/// <param name="Status">How the run ended.</param>
/// <param name="Users">What became of the people.</param>
/// <param name="Operations">What was applied.</param>
internal sealed record RunOutcome(
    string Target, ImmutableArray<string> Writes, ImmutableSortedDictionary<string, StoredUser> Journal, RunStatus Status, UserCounts Users, OperationCounts Operations)
{
    private static readonly IReadOnlySet<string> Nothing = ImmutableHashSet<string>.Empty;

    /// <summary>What tells another outcome from this one.</summary>
    /// <param name="other">The other one.</param>
    /// <param name="found">By user, the ids of what the other one found given, so that it is nobody's.</param>
    public IEnumerable<string> DifferencesOf(RunOutcome other, IReadOnlyDictionary<string, IReadOnlySet<string>> found)
    {
        var pairs = new List<(string What, string Expected, string Actual)>
        {
            ("the target", Target, other.Target),
            ("the writes", string.Join('\n', Writes), string.Join('\n', other.Writes)),
            ("the end", $"{Status} {Users} {Operations}", $"{other.Status} {other.Users} {other.Operations}"),
            ("the people journalled", string.Join(' ', Journal.Keys), string.Join(' ', other.Journal.Keys)),
        };
        pairs.AddRange(Journal.Select(user => (
            "the journal", user.Value.Tell(found.GetValueOrDefault(user.Key, Nothing)), other.Journal.GetValueOrDefault(user.Key)?.Tell(Nothing) ?? "nothing")));
        return pairs.Where(pair => pair.Expected != pair.Actual).Select(pair => $"{pair.What} is\n{pair.Actual}\nand should be\n{pair.Expected}");
    }
}
