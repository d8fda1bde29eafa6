namespace ActorSync.Benchmarks.Results;

/// <summary>One process at work, measured once.</summary>
internal sealed record Measurement
{
    /// <summary>People in the file.</summary>
    public required long People { get; init; }

    /// <summary>From the start of the process to its end, the start of the runtime included.</summary>
    public required double ProcessSeconds { get; init; }

    /// <summary>The work itself as the process tells it, the reading of the file included and the start of the runtime not.</summary>
    public required double RunSeconds { get; init; }

    /// <summary>From the receipt of the first request to the last answer, by the target; null where more came than it remembers.</summary>
    public double? TargetSeconds { get; init; }

    /// <summary>API requests that the target received.</summary>
    public required long Requests { get; init; }

    /// <summary>Writes among them.</summary>
    public required long Writes { get; init; }

    /// <summary>Processor time of the process on all cores.</summary>
    public required double CpuSeconds { get; init; }

    /// <summary>Processor time of the target's process meanwhile.</summary>
    public double TargetCpuSeconds { get; init; }

    /// <summary>All that the process allocated.</summary>
    public required long AllocatedBytes { get; init; }

    /// <summary>The most memory resident at once.</summary>
    public required long PeakResidentBytes { get; init; }

    /// <summary>By how much the journal grew on disk; 0 where there is none.</summary>
    public long JournalBytes { get; init; }

    /// <summary>People a second of the work.</summary>
    public double PeoplePerSecond => People / RunSeconds;

    /// <summary>People a second of the process.</summary>
    public double PeoplePerProcessSecond => People / ProcessSeconds;

    /// <summary>Requests a second of the work.</summary>
    public double RequestsPerSecond => Requests / RunSeconds;

    /// <summary>Requests a second while the target had any; null where that is not known.</summary>
    public double? RequestsPerTargetSecond => TargetSeconds is > 0 ? Requests / TargetSeconds : null;
}
