using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>What has to happen next for a user; the shell performs it and comes back with the result. A closed family.</summary>
public abstract record UserStep
{
    private UserStep()
    {
    }

    /// <summary>Send the request; come back with <see cref="UserSync.Answered"/>.</summary>
    public sealed record Send(TargetRequest Request) : UserStep;

    /// <summary>Make the entries durable; come back with <see cref="UserSync.Durable"/>.</summary>
    /// <param name="Entries">What is recorded; empty where only <see cref="Disowned"/> is.</param>
    public sealed record Record(ImmutableArray<JournalEntry> Entries) : UserStep
    {
        /// <summary>What nobody owns from now on, because somebody else has taken or edited it; to be noted before the entries.</summary>
        public ImmutableArray<Operation> Disowned { get; init; } = [];
    }

    /// <summary>Wait; come back with <see cref="UserSync.Waited"/>.</summary>
    public sealed record Wait(Duration For) : UserStep;

    /// <summary>The run is done with this user.</summary>
    public sealed record Finish(UserSyncResult Result) : UserStep;
}
