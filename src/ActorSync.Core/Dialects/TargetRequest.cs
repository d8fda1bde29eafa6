using System.Collections.Immutable;
using ActorSync.Core.Pacing;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Dialects;

/// <summary>One request to the target's API, without address, token or instant.</summary>
/// <param name="Verb">The method; GET is a read, everything else a write.</param>
/// <param name="Path">Path and query, beginning with <c>/api/v2/</c>.</param>
/// <param name="Body">The JSON body as UTF-8, or empty.</param>
/// <param name="Route">The route's template for counters and limits, e.g. <c>PATCH /api/v2/users/{id}/skills</c>.</param>
/// <param name="User">The user concerned, or null.</param>
public sealed record TargetRequest(RequestVerb Verb, string Path, ReadOnlyMemory<byte> Body, string Route, UserId? User)
{
    /// <summary>The last instant at which a send may begin, because what the request rests on is too old after it, or what it gives has ended; null for no limit.</summary>
    public Instant? GoodUntil { get; init; }

    /// <summary>How urgent it is; whoever knows what it serves says so.</summary>
    public Urgency Urgency { get; init; } = Urgency.Groundwork;

    /// <summary>Whether no forecast knew of it: it brings nobody further than what was foreseen was to.</summary>
    public bool IsUnforeseen { get; init; }

    /// <summary>Whether it settles or repeats a write that has left already: then it goes before what is not begun.</summary>
    public bool FinishesWhatWasBegun { get; init; }

    /// <summary>What a write of a user's carries, for whoever tells of the request; empty for any other.</summary>
    public ImmutableArray<Operation> Carries { get; init; } = [];

    /// <summary>Whether the request changes the target.</summary>
    public bool IsWrite => Verb != RequestVerb.Get;
}
