namespace ActorSync.Sandbox.Http;

/// <summary>What happens to a whole answer on its way to the client.</summary>
internal enum AnswerDamage
{
    None,

    /// <summary>The client that accepts it gets the body compressed, however small it is.</summary>
    Compressed,

    /// <summary>The body ends after its first half, and the length says so.</summary>
    CutOff,

    /// <summary>The connection ends after the first half of the body.</summary>
    Interrupted,

    /// <summary>The body is said to be compressed and is not.</summary>
    Garbage,
}
