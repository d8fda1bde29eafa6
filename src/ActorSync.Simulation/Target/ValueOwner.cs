namespace ActorSync.Simulation.Target;

/// <summary>Who gave a value that a user holds, as the target alone knows.</summary>
public enum ValueOwner
{
    /// <summary>A person did, and no write of ActorSync has ever touched it.</summary>
    Hand,

    /// <summary>ActorSync did: it was not there before, or was ActorSync's already.</summary>
    ActorSync,

    /// <summary>A person did, and ActorSync has changed it since because the roster states it, or the other way round.</summary>
    Both,
}
