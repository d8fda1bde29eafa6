namespace ActorSync.Sandbox.Limits;

/// <summary>Counts requests over time; instants are durations since the start of the sandbox and never go back.</summary>
internal interface IRequestWindow
{
    /// <summary>Returns how long a request at <paramref name="now"/> would have to wait; zero means that it may pass.</summary>
    TimeSpan WaitAt(TimeSpan now);

    /// <summary>Counts a request that passed at <paramref name="now"/>.</summary>
    void Take(TimeSpan now);
}
