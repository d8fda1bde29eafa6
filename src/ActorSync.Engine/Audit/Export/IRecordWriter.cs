namespace ActorSync.Engine.Audit.Export;

/// <summary>Writes exported records one after the other in one form; what it wrote is whole once it is disposed of.</summary>
internal interface IRecordWriter : IDisposable
{
    /// <summary>Writes one.</summary>
    void Write(ExportedRecord record);
}
