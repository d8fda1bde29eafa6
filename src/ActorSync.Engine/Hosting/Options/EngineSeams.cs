using ActorSync.Engine.Backup;
using Akka.Hosting;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>What a test puts between an engine and its disk and target, so that a process can die at any of its steps.</summary>
internal sealed record EngineSeams
{
    /// <summary>A last word about the actor system, such as other classes for the plugins of journal and snapshots.</summary>
    public required Action<AkkaConfigurationBuilder> AdjustActors { get; init; }

    /// <summary>What all requests pass on their way to the handler, and all answers on their way back.</summary>
    public required Func<HttpMessageHandler, HttpMessageHandler> WrapHandler { get; init; }

    /// <summary>How many events of a partition lie between two snapshots.</summary>
    public required int EventsPerSnapshot { get; init; }

    /// <summary>Told of each step of a restore that was reached; one that throws is where the restore dies.</summary>
    public Action<RestoreStep>? AtRestore { get; init; }
}
