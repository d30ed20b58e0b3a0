package reading

func (r *reader) readReferences() {}
func (r *reader) readWorkers()    {}
func (r *reader) readDeadlines()  {}
func (r *reader) readMeeting()    {}
