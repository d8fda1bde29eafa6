using System.Collections.Immutable;
using ActorSync.Core.Audit;

namespace ActorSync.Engine.Audit;

/// <summary>What became of an employee who was to be erased.</summary>
/// <param name="People">What the person goes by from now on; nobody where the journal knew nobody by that id.</param>
/// <param name="Redacted">From how many events of the run log the person was taken out.</param>
/// <param name="Plans">From how many kept plans.</param>
/// <param name="Naming">How many rows an earlier version wrote, which name people by themselves.</param>
/// <param name="IsCompacted">Whether the bytes are gone from the journal's files.</param>
public sealed record Erasure(ImmutableArray<Pseudonym> People, int Redacted, int Plans, long Naming, bool IsCompacted)
{
    /// <summary>Whether the journal is on a server, which keeps what was written in its write-ahead log too.</summary>
    public bool IsOnServer { get; init; }

    /// <summary>How many folders were deleted that processes had left which died: source files of runs that were never opened, and what a restore had unpacked.</summary>
    public int LeftBehind { get; init; }

    /// <summary>What restores have put aside, and a person has to delete: folders by their paths, schemas as <c>schema …</c>.</summary>
    public ImmutableArray<string> SetAside { get; init; } = [];
}
