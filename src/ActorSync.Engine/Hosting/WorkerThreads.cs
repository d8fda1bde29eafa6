namespace ActorSync.Engine.Hosting;

/// <summary>The threads on which actors, answers and the journal run.</summary>
public static class WorkerThreads
{
    /// <summary>
    /// The fewest that there are at once. SQLite's client waits for the disk on the thread that asks it, and on a small machine, which has a thread for each processor,
    /// the answers of the target would wait behind it: on two processors eight gave a fifth more people a second than two.
    /// </summary>
    public const int Fewest = 8;

    /// <summary>Has the thread pool keep them ready; called once, as a process begins.</summary>
    public static void Provide()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        if (workers < Fewest)
        {
            ThreadPool.SetMinThreads(Fewest, completions);
        }
    }
}
