namespace ActorSync.Engine.Tests.Contract;

/// <summary>Where a process may die, as its disk and its target see it.</summary>
internal enum ProcessStep
{
    /// <summary>Events are about to be stored.</summary>
    BeforeAppend,

    /// <summary>Events are durable, and nobody in the process has heard of it.</summary>
    AfterAppend,

    /// <summary>A request is about to leave.</summary>
    BeforeSend,

    /// <summary>A request was answered, and nobody has read the answer.</summary>
    AfterAnswer,

    /// <summary>A snapshot is about to be stored.</summary>
    BeforeSnapshot,

    /// <summary>A snapshot is durable.</summary>
    AfterSnapshot,
}
