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

    /// <summary>Send the request; come back with <see cref="IUserWork.Answered"/>.</summary>
    public sealed record Send(TargetRequest Request) : UserStep;

    /// <summary>Make the entries durable; come back with <see cref="IUserWork.Durable"/>.</summary>
    public sealed record Record(ImmutableArray<JournalEntry> Entries) : UserStep
    {
        /// <summary>The user as read again since the last record, or null: it is kept, versions and holdings of one reading, and what it shows edited nobody owns any more.</summary>
        public ObservedUser? Seen { get; init; }

        /// <summary>What the run has perhaps sent, and the reading may show.</summary>
        public ImmutableArray<Operation> Sent { get; init; } = [];
    }

    /// <summary>Wait; come back with <see cref="IUserWork.Waited"/>.</summary>
    public sealed record Wait(Duration For) : UserStep;

    /// <summary>The run is done with this user.</summary>
    public sealed record Finish(UserSyncResult Result) : UserStep;

    /// <summary>A look at the user has ended.</summary>
    public sealed record Tell(UserMessage.UserRead Read) : UserStep;
}
