module lintas

go 1.26.8
