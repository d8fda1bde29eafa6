using ActorSync.Core.Runs;
using ActorSync.Core.Users;

namespace ActorSync.Engine.Runs;

/// <summary>What a run's coordinator is asked, and what it hears of the work it asked for. A closed family.</summary>
public abstract record RunMessage
{
    private RunMessage()
    {
    }

    /// <summary>Begin; answered with <see cref="Ended"/>.</summary>
    public sealed record Start(RunJob Job) : RunMessage;

    /// <summary>Stop soon: nothing new begins, what is in flight may finish, the run stays resumable.</summary>
    public sealed record Stop(RunStop Why) : RunMessage;

    /// <summary>The run has ended.</summary>
    public sealed record Ended(RunEnding Ending) : RunMessage;
}
