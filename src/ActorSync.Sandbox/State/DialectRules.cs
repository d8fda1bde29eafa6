namespace ActorSync.Sandbox.State;

/// <summary>What the state of a target may hold in each dialect; what differs on the wire is in the dialects themselves.</summary>
internal static class DialectRules
{
    extension(SandboxDialect dialect)
    {
        /// <summary>How the state names the dialect.</summary>
        public string Name => dialect == SandboxDialect.Guide ? "guide" : "genesys";

        /// <summary>Whether certifications are rows with ids, and held with dates; else they are bare names that users hold or not.</summary>
        public bool HasCertificationRows => dialect == SandboxDialect.Guide;

        /// <summary>Whether a skill stands for a certification while it is valid.</summary>
        public bool HasGatingSkills => dialect == SandboxDialect.Genesys;

        /// <summary>Whether skill groups and flows refer to skills.</summary>
        public bool HasSkillGroupsAndFlows => dialect == SandboxDialect.Genesys;

        /// <summary>Whether ids are UUIDs.</summary>
        public bool HasUuids => dialect == SandboxDialect.Genesys;

        /// <summary>The lowest level of a skill; the highest is <see cref="HighestLevel"/>.</summary>
        public decimal LowestLevel => dialect == SandboxDialect.Guide ? 1 : 0;

        /// <summary>Returns whether a skill can be held at this level.</summary>
        public bool Allows(decimal level) =>
            level >= dialect.LowestLevel && level <= HighestLevel && (dialect == SandboxDialect.Genesys || decimal.IsInteger(level));
    }

    /// <summary>The highest level of a skill in both dialects.</summary>
    public const decimal HighestLevel = 5;
}
