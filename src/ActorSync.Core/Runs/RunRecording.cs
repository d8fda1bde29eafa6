namespace ActorSync.Core.Runs;

/// <summary>Knows whether the run log has answered for all that it was told.</summary>
/// <remarks>Confined to the run's machine.</remarks>
internal sealed class RunRecording
{
    private int _underWay;

    /// <summary>Whether the run log is gone.</summary>
    public bool IsLogLost { get; set; }

    /// <summary>Whether the run log has answered, one way or the other, for all that it was told.</summary>
    public bool IsSettled => _underWay <= 0;

    /// <summary>Notes that the run log is told something; it answers in order.</summary>
    public void Told() => _underWay++;

    /// <summary>Notes an answer of the run log's.</summary>
    public void Answered() => _underWay--;
}
